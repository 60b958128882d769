/** Ids of studies and pools, and files of claims. */
import { existsSync } from "node:fs";
import type { Claim, PoolDefinition, Study } from "@counterpulse/evidence";
import { InputError } from "../errors.ts";
import { parseDocument } from "./document.ts";
import { standardInput } from "./table-file.ts";
import { readTextFile } from "./text-file.ts";

export async function requireStudy(id: string): Promise<Study> {
  const { findStudy, STUDIES } = await import("@counterpulse/evidence");
  return findStudy(id) ?? refuse("study", id, "an id of `counterpulse evidence list`", STUDIES);
}

export async function requirePool(id: string): Promise<PoolDefinition> {
  const { findPool, POOLS } = await import("@counterpulse/evidence");
  return findPool(id) ?? refuse("pool", id, POOLS.map((pool) => pool.id).join(", "), POOLS);
}

/** What is meant, if one id is near. */
function refuse(kind: string, id: string, allowed: string, known: readonly { readonly id: string }[]): never {
  const near = known.filter((one) => id.length > 2 && (one.id.includes(id) || id.includes(one.id))).slice(0, 4);
  const hint = near.length > 0 ? ` (${near.map((one) => one.id).join(", ")}?)` : "";
  throw new InputError(`evidence: "${id}" is no ${kind}${hint}; ${allowed} is allowed.`);
}

const STDIN = "standard input";
const FORM = "a YAML or JSON file with a list of claims";

/** The claims to check: of everything, of the editorial, of a study, or of a file. */
export async function readCheck(given: string | undefined): Promise<{ claims: readonly Claim[]; warnings: string[] }> {
  const { claimsOf, EDITORIAL, EDITORIAL_CLAIMS, findStudy, readClaims, STUDIES } = await import(
    "@counterpulse/evidence"
  );
  if (given === undefined) return { claims: [...EDITORIAL_CLAIMS, ...STUDIES.flatMap(claimsOf)], warnings: [] };
  if (given === EDITORIAL) return { claims: EDITORIAL_CLAIMS, warnings: [] };
  if (given === "-") return readClaims(await parseDocument(await standardInput(FORM), STDIN), STDIN);
  const study = findStudy(given);
  if (study) return { claims: claimsOf(study), warnings: [] };
  const meantAsFile = /[\\/]/.test(given) || /\.(json|ya?ml)$/i.test(given) || existsSync(given);
  if (!meantAsFile) {
    const known = [{ id: EDITORIAL }, ...STUDIES];
    return refuse("study or file", given, `${EDITORIAL}, an id of \`counterpulse evidence list\`, ${FORM}`, known);
  }
  return readClaims(await parseDocument(readTextFile(given, "claims", FORM), given), given);
}
