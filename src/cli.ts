#!/usr/bin/env node
import { main } from './cli/main.js';

process.exitCode = await main(process.argv.slice(2));

/** A command that has said its last word ends, even if something is still open: a person would wait for nothing. */
process.stdout.write('', () => setTimeout(() => process.exit(), 1000).unref());
