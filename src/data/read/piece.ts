/** Where some rows of a longer text stand. */
export interface Piece {
  /** Records between the header and the piece's first, blank lines included. */
  readonly before: number;
  /** Whether nothing follows. */
  readonly isLast: boolean;
}
