// Runs the commands that README.md shows and writes what they said between their markers:
//   <!-- transcript: sweetspot tune examples/diamonds.csv --target price -->
//   …
//   <!-- end of transcript -->
// All run one after the other in one empty folder, so that a later one may use what an earlier one made.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'README.md');
const markers = /(<!-- transcript: (.+?) -->\n)[\s\S]*?(<!-- end of transcript -->)/g;

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-readme-'));
symlinkSync(join(root, 'examples'), join(folder, 'examples'));
try {
  const text = readFileSync(page, 'utf8').replace(markers, (_, begin, command, end) => {
    console.log(`$ ${command}`);
    return `${begin}\n\`\`\`text\n$ ${command}\n${said(command)}\n\`\`\`\n\nRun on ${machine()}.\n\n${end}`;
  });
  writeFileSync(page, text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** stdout and stderr in the order of writing, without blanks at the ends of lines. */
function said(command) {
  const line = command.replace(/^sweetspot/, `"${process.execPath}" "${join(root, 'dist', 'cli.js')}"`);
  const { status, stdout } = spawnSync('bash', ['-c', `${line} 2>&1`], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout}`);
  return stdout.replace(/[ \t]+$/gm, '').replace(/^\n+|\s+$/g, '');
}

function machine() {
  return `${cpus().length} cores, Node ${process.versions.node}`;
}
