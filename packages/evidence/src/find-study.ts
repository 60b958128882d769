/** A study by its id. */
import { STUDIES } from "./data/index.ts";
import type { Study } from "./study.ts";

const BY_ID = new Map(STUDIES.map((study) => [study.id, study]));

export const findStudy = (id: string): Study | undefined => BY_ID.get(id);
