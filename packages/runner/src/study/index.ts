/** Threads are loaded by whoever uses them. */
import type { Laboratory, PowerRequest, Protocol, RunRequest, StudyPower, StudyRun } from "@counterpulse/lab";

export async function studyRunInThreads(
  protocol: Protocol,
  laboratory: Laboratory,
  request: RunRequest,
  threads: number,
): Promise<StudyRun> {
  return (await import("./parallel.ts")).studyRunInThreads(protocol, laboratory, request, threads);
}

export async function studyPowerInThreads(
  protocol: Protocol,
  laboratory: Laboratory,
  request: PowerRequest,
  threads: number,
): Promise<StudyPower> {
  return (await import("./parallel.ts")).studyPowerInThreads(protocol, laboratory, request, threads);
}
