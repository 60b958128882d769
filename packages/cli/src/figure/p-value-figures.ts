export async function twoByTwoFigure(..._: unknown[]): Promise<string> {
  throw new Error("to come");
}
