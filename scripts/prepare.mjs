// What `npm install` runs last: the build. An install that was interrupted leaves packages half there, which npm does not notice the next
// time; then the build fails, and this says what to do.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npm', ['run', 'build'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) {
  console.error(`
The build failed. If an earlier npm install was interrupted, some packages are half there:
  delete the folder node_modules and run npm install again.
`);
  process.exitCode = 1;
}
