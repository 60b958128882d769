/** A thread that works for a study: it makes protocol and laboratory for itself, and does one part after the other. */
import { workerData } from "node:worker_threads";
import {
  Laboratory,
  type PowerPart,
  powerPart,
  protocolFromObject,
  type Screened,
  type SolvedPeople,
  screenDraws,
  solvePeople,
  truthFrom,
} from "@counterpulse/lab";
import type { StudyTask, StudyThread } from "./parallel.ts";

const { document, where, patient, enrol } = workerData as StudyThread;
const laboratory = new Laboratory();
const protocol = protocolFromObject(laboratory.model, document, where, patient ?? undefined);

export default (task: StudyTask): Screened[] | SolvedPeople | PowerPart => {
  if (task.kind === "screen") return screenDraws(protocol, laboratory, enrol, task.range);
  if (task.kind === "solve") return solvePeople(protocol, laboratory, task.people);
  return powerPart(protocol, truthFrom(protocol, task.truth), task.request, task.from);
};
