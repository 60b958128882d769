/** `cohort digest`: what two studies have in common when their rows are the same. */
import { type Command as Built, Command } from "commander";
import { addJson } from "../../input/options.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { damage } from "./query.ts";

export function cohortDigest(): Built {
  const command = new Command("digest")
    .description("SHA-256 over all rows of a finished study in order: equal where every bit of every row is.")
    .argument("<folder>", "the study's folder");
  return addJson(command).action(async (folder: string, options: { json?: boolean }) => {
    const { digest } = await import("@counterpulse/runner");
    const sha256 = await digest(folder).catch(damage);
    return options.json ? print(json({ sha256 })) : printLines([sha256]);
  });
}
