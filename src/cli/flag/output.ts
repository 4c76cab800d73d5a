import { type Command, Option } from 'commander';

export interface OutputFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly ascii?: boolean;
}

const group = 'Output:';

export function addOutputFlags(command: Command, answer: string): Command {
  return command
    .addOption(new Option('--json', 'one JSON event a line on stdout, for programs').helpGroup(group))
    .addOption(new Option('--quiet', `${answer} alone`).conflicts('json').helpGroup(group))
    .addOption(new Option('--ascii', 'no characters beyond ASCII').helpGroup(group));
}

/** Where studies are kept; the environment can set it once for all commands. */
export const storageOption = () =>
  new Option('--storage <url>', 'where studies are kept, as sqlite:///folder/studies.db').env(
    'SWEETSPOT_STORAGE',
  );

export const dataFileOption = () => new Option('--data <file>', "where the study's data file is now");

export const validationFileOption = () =>
  new Option('--validation <file>', "where the study's validation file is now, if it has one");
