/** The data cannot be drawn; the message says which, where, and what is allowed. */
export class FigureError extends Error {
  override name = "FigureError";
}
