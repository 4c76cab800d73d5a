import type { WarningEvent } from '../tune/event.js';

/** `price: 965 rows are exactly 500,001 … (try: --drop-capped)`. */
export function warningWords({ about, text, flags }: Omit<WarningEvent, 'event'>): string {
  const act = flags.length > 0 ? ` (try: ${flags.join(', or ')})` : '';
  return `${about}: ${text}${act}`;
}
