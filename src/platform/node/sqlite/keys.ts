/** Keys of ours among the facts, which no caller uses: they start with a colon. */
export const spaceKey = ':space';
/** Beside a FAIL: `diverged` when it was that. */
export const kindKey = ':kind';
