export async function survivalFigure(..._: unknown[]): Promise<string> {
  throw new Error("to come");
}
