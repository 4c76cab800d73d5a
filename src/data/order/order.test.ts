import { describe, expect, test } from 'vitest';
import { orderOf } from './order.js';

/** The levels are given in their order; they are asked for in another. */
const asked = (levels: readonly string[], column = 'c') => orderOf([...levels].sort(), column);

describe('levels whose order is beyond doubt', () => {
  test.each<readonly string[][]>([
    [['low', 'medium', 'high']],
    [['low', 'med', 'high', 'vhigh']],
    [['Very Low', 'low', 'Medium', 'high', 'very-high']],
    [['very bad', 'bad', 'average', 'good', 'very good']],
    [['NONE', 'FAIR', 'AVERAGE', 'GOOD', 'EXCELLENT']],
    [['Poor', 'Fair', 'Average', 'Good', 'Very Good']],
    [['XS', 'S', 'M', 'L', 'XL', 'XXL']],
    [['small', 'med', 'big']],
    [['none', 'mild', 'moderate', 'severe']],
    [['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree']],
    [['never', 'rarely', 'sometimes', 'often', 'always']],
    [['not important', 'somewhat important', 'very important', 'extremely important']],
    [['primary', 'secondary', 'tertiary']],
    [['high school', 'some college', "associate's degree", "bachelor's degree", "master's degree"]],
    [['two', 'three', 'four', 'five', 'six', 'eight', 'twelve']],
    [['First', 'Second', 'Third']],
    [['1st', '2nd', '3rd', '10th']],
    [['Stage I', 'Stage II', 'Stage III', 'Stage IV']],
    [['I', 'II', 'III', 'IX']],
    [['3 Poor', '4 Low', '5 Fair', '7 Average', '10 Very Good', '13 Mansion']],
    [['D', 'C-', 'C', 'C+', 'B', 'A-', 'A', 'A+']],
    [['CCC', 'B', 'BB', 'BBB-', 'BBB+', 'A', 'AA', 'AAA']],
    [['0-9', '10-19', '20-64', '65+']],
    [['<18', '18-24', '25-34', '35 or more']],
    [['under 1,000', '1,000 to 4,999', '$5k - $10k', 'over 10k']],
    [['(0, 10]', '(10, 20]', '(20, 100]']],
    [['2', '3', '4', '5more']],
    [['2', '4', 'more']],
  ])('%j', (levels) => {
    expect(asked(levels)).toEqual(levels);
  });

  test('letters are grades where the column is called so', () => {
    expect(asked(['E', 'D', 'C', 'B', 'A'], 'loan_grade')).toEqual(['E', 'D', 'C', 'B', 'A']);
  });
});

describe('no order is made up', () => {
  test.each<readonly string[][]>([
    [['low', 'high']],
    [['oak', 'elm', 'ash']],
    [['A', 'B', 'C', 'D', 'E', 'F', 'G']],
    [['Fair', 'Good', 'Very Good', 'Premium', 'Ideal']],
    [['S', 'C', 'Q']],
    [['married', 'single', 'divorced']],
    [['good', 'okay', 'ok', 'bad']],
    [['1', '2', '3']],
    [['12 kg', '5 kg', '7 kg']],
    [['1,234', '2,345', '9,876']],
    [['3-1', '2-2', '0-4']],
    [['0-10', '5-15', '20-30']],
    [['2024-01', '2024-02', '2024-03']],
    [['9am-12pm', '1pm-5pm', '6pm-9pm']],
    [['red', 'amber', 'green']],
    [['AB', 'CD', 'EF']],
  ])('%j', (levels) => {
    expect(asked(levels)).toBeUndefined();
  });
});
