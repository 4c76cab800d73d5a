// Scales whose order is common knowledge: steps from low to high, parted by "<"; words that mean the same step, or whose order
// people may argue about, by "|". A column is such a scale when all its texts are steps of it, no two of the same one.
const written = [
  // how much, how good, how big
  'none < very low | vlow | v low | extremely low | lowest < low < medium low | low medium | lower medium < medium | med | moderate | mid | middle | average | normal | neutral < medium high | upper medium < high < very high | vhigh | v high | highest | urgent < extremely high | extreme | critical',
  'none < terrible | awful | horrible | very bad | very poor | worst < bad | poor | below average | unacceptable < fair | mediocre | passable < average | ok | okay | neutral | typical | normal | acceptable | adequate | satisfactory < above average | good < very good | vgood < great | excellent < outstanding | exceptional | perfect | best',
  'nano | micro < 2xs | xxs | extra extra small < xs | x small | extra small | tiny | mini | very small < s | small < m | med | medium | mid | middle | average | regular | standard < l | large | big < xl | x large | extra large | very large | very big | huge < 2xl | xxl | xx large | extra extra large | giant | gigantic | enormous < 3xl | xxxl < 4xl | xxxxl < 5xl',
  'none | zero < very few < few | a few | little < some | several < many | much | lots | a lot < most < all',
  'none | empty < partial | partly | half < full | complete | completely',
  'very short < short < medium | average | normal < long | tall < very long | very tall',
  'very light < light < medium | moderate | normal < heavy < very heavy',
  'very weak < weak < medium | moderate | normal < strong < very strong',
  'very slow < slow < medium | moderate | normal | average < fast | quick < very fast',
  'freezing | very cold < cold < cool | chilly < mild | moderate | lukewarm < warm < hot < very hot',
  'very easy < easy < medium | moderate | normal < hard | difficult < very hard | very difficult',
  'none | no | absent < trivial | trace | minimal < slight | mild | minor | light < moderate | medium < severe | serious | major < very severe | critical | extreme < fatal | blocker',
  'small < medium < large < very large',
  // people
  'infant | baby < toddler < child | children | kid < teen | teenager | adolescent | youth < young adult < adult < middle aged | middle age < senior | elderly | older adult',
  'young < middle aged | middle age | middle < old | older',
  'trainee | intern < junior | entry | entry level < mid | mid level | middle | intermediate < senior < lead | staff | principal < director | executive',
  'novice | beginner | basic < elementary < intermediate < advanced < expert | master | proficient',
  'iron < bronze < silver < gold < platinum < diamond',
  'illiterate | none | no formal education < primary | primary school | elementary | elementary school < middle school | lower secondary | junior high | junior high school < some high school < secondary | secondary school | upper secondary | high school | high school graduate | hs < some college < associate | associates | associate degree | associates degree < tertiary | university | college | bachelor | bachelors | bachelor degree | bachelors degree | undergraduate < master | masters | master degree | masters degree | postgraduate < doctorate | doctoral | phd | doctorate degree',
  // surveys
  'strongly disagree | completely disagree | totally disagree | fully disagree | disagree strongly | disagree completely < disagree | mostly disagree < somewhat disagree | slightly disagree | disagree somewhat | disagree slightly < neutral | neither | neither agree nor disagree | neither disagree nor agree | neither agree or disagree | undecided | unsure | not sure | no opinion < somewhat agree | slightly agree | agree somewhat | agree slightly < agree | mostly agree < strongly agree | completely agree | totally agree | fully agree | agree strongly | agree completely',
  'very dissatisfied | extremely dissatisfied | completely dissatisfied | very unsatisfied < dissatisfied | unsatisfied < somewhat dissatisfied | slightly dissatisfied < neutral | neither | neither satisfied nor dissatisfied < somewhat satisfied | slightly satisfied < satisfied < very satisfied | extremely satisfied | completely satisfied',
  'very unlikely | extremely unlikely | impossible < unlikely | improbable < somewhat unlikely < neutral | neither | possible | possibly | maybe | neither likely nor unlikely < somewhat likely < likely | probable | probably < very likely | extremely likely | certain',
  'never < almost never | very rarely | hardly ever < rarely | seldom < sometimes | occasionally | now and then < often | frequently | regularly < usually | very often | most of the time | mostly < almost always | nearly always < always',
  'not at all | not < slightly | a little | a little bit | not very | hardly < somewhat | moderately < fairly | quite | quite a bit < very | a lot | very much < extremely | completely',
  'much worse < worse | slightly worse | somewhat worse < same | about the same | the same | unchanged | no change < better | slightly better | somewhat better < much better',
  'no < maybe | possibly | perhaps | partly | partially < yes',
  // counting and time
  'zero < one < two < three < four < five < six < seven < eight < nine < ten < eleven < twelve',
  'first < second < third < fourth < fifth < sixth < seventh < eighth < ninth < tenth',
  'hourly < daily < weekly < biweekly | fortnightly < monthly < quarterly < half yearly | semiannually < yearly | annually | annual',
];

const scales: readonly ReadonlyMap<string, number>[] = written.map(
  (scale) =>
    new Map(scale.split('<').flatMap((step, place) => step.split('|').map((word) => [word.trim(), place]))),
);

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[\s_/–-]+/g, ' ')
    .trim();

/** The place of each text on a scale that all of them are steps of; undefined when there is none. */
export function placesOfWords(texts: readonly string[]): number[] | undefined {
  const words = texts.map(plain);
  return placesOn(words) ?? placesOn(withoutLastWord(words));
}

function placesOn(words: readonly string[]): number[] | undefined {
  const scale = scales.find((each) => words.every((word) => each.has(word)));
  return scale && words.map((word) => scale.get(word)!);
}

/** "not important", "very important": what all texts end with is what is weighed. */
function withoutLastWord(words: readonly string[]): string[] {
  const last = words[0]!.split(' ').at(-1)!;
  if (!words.every((word) => word.endsWith(` ${last}`))) return [''];
  return words.map((word) => word.slice(0, -last.length - 1));
}
