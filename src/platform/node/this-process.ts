import { hostname } from 'node:os';
import type { Owner } from '../../tune/owner.js';

let runs = 0;

/** A run in this process; other processes of this machine are asked for by their id. */
export const thisProcess = (): Owner => ({
  id: `${hostname()}:${process.pid}:${++runs}`,
  isAlive(id) {
    const [host, pid] = id.split(':');
    return host === hostname() ? isRunning(Number(pid)) : undefined;
  },
});

/** Whether a process of this machine is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else is there, but may not be asked.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
