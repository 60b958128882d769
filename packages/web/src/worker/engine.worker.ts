/** The worker's outer shell: owns the engine, turns messages into calls, and ticks the runner. */
import { createLiveCirculation } from "@counterpulse/lab";
import type { LiveCirculation } from "./live.ts";
import type { FromWorker, Instruction, ToWorker } from "./protocol.ts";
import { Runner } from "./runner.ts";

/** About two batches a drawn frame at 60 Hz would be waste; one in 20 ms keeps the sweep smooth. */
const tickMs = 20;

const post = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const fault = (error: unknown) =>
  post({ type: "fault", message: error instanceof Error ? error.message : String(error) });

let live: { circulation: LiveCirculation; runner: Runner } | undefined;
/** Messages that came while the engine was still being made. */
const early: Instruction[] = [];

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === "start") start(message.patient, message.signals).catch(fault);
  else if (live) handle(live.circulation, live.runner, message);
  else early.push(message);
};

async function start(patient: string, signals: readonly string[]): Promise<void> {
  const circulation = await createLiveCirculation(patient);
  circulation.observe(signals);
  const runner = new Runner(circulation, signals.length, post, () => performance.now());
  live = { circulation, runner };
  announce(circulation, runner.epoch);
  for (const message of early.splice(0)) handle(circulation, runner, message);
  const timer = setInterval(() => {
    try {
      runner.tick();
    } catch (error) {
      clearInterval(timer);
      fault(error);
    }
  }, tickMs);
}

function handle(circulation: LiveCirculation, runner: Runner, message: Instruction): void {
  try {
    switch (message.type) {
      case "set":
        circulation.set(message.id, message.value);
        break;
      case "support":
        circulation.setSupport(message.on);
        break;
      case "run":
        runner.setRunning(message.running);
        break;
      case "speed":
        runner.setSpeed(message.factor);
        break;
      case "patient":
        circulation.setPatient(message.patient);
        runner.restart(message.epoch);
        announce(circulation, message.epoch);
        break;
    }
  } catch (error) {
    fault(error);
  }
}

/** Copied field by field: an object with methods cannot be posted. */
function announce(live: LiveCirculation, epoch: number): void {
  const { model, signals, patients, indices, aorta, ownSupport, baseline, parameters } = live;
  const about = { model, signals, patients, indices, aorta, ownSupport, baseline, parameters };
  post({ type: "ready", epoch, about });
}
