import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { rhythms, toggles } from "../../src/state/choices.ts";
import { arteries, dials } from "../../src/state/dials.ts";
import { Session, type WorkerPort } from "../../src/state/session.ts";
import { describeSupport } from "../../src/state/settings.ts";
import { patientLabel } from "../../src/state/view.ts";
import type { LiveDescription } from "../../src/worker/live.ts";
import type { FromWorker, ToWorker } from "../../src/worker/protocol.ts";

const signals = ["lv.V", "lv.p"];

const onlyIabp = { iabp: true, "va-ecmo": false, impella: false, tandemheart: false };

const about: LiveDescription = {
  model: { name: "m", hash: "h" },
  signals: [],
  patients: [
    { id: "cardiogenic-shock", label: "Cardiogenic shock", title: "", description: "" },
    { id: "healthy-adult", label: "Healthy adult", title: "", description: "" },
  ],
  indices: [{ id: "cvp_mmHg", definition: "mean right atrial pressure" }],
  aorta: ["aortic_root"],
  ownSupport: { iabp: false, "va-ecmo": false, impella: false, tandemheart: false },
  baseline: { pcwp_mmHg: 20 },
  parameters: [],
};

class FakeWorker implements WorkerPort {
  sent: ToWorker[] = [];
  onmessage: WorkerPort["onmessage"] = null;
  onerror: WorkerPort["onerror"] = null;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  /** One second of samples and one beat of 60 a minute. */
  beat(indices: Record<string, number | null>, atSeconds: number, epoch = 0): void {
    const data = Float32Array.from({ length: 500 }, (_, i) => i);
    this.say({ type: "samples", epoch, count: 250, data, atSeconds });
    const beat = { ecmoShares: [0.5], watershed: "aortic_root", bloodToCome: 0 };
    this.say({ type: "beat", epoch, beat: { ...beat, atSeconds, indices: { hr_per_min: 60, ...indices } } });
  }
}

let worker: FakeWorker;
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  worker = new FakeWorker();
  session = new Session(worker, signals);
  worker.say({ type: "ready", epoch: 0, about });
  worker.sent = [];
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a session", () => {
  test("shows readings a few times a second, not with every message", () => {
    let changes = 0;
    session.view.subscribe(() => {
      changes += 1;
    });
    for (let i = 1; i <= 20; i++) worker.beat({ cvp_mmHg: i }, i);
    expect(changes).toBe(0);
    vi.advanceTimersByTime(300);
    expect(changes).toBeLessThanOrEqual(2);
    expect(session.view.get().readings?.cvp_mmHg).toBe(20);
    expect(session.view.get().clockSeconds).toBe(20);
  });

  test("sends what is switched and set, and says so", () => {
    session.toggleDevice("iabp");
    session.setRatio(2);
    session.setValue(dials.volume, 35);
    session.setEcmoMode("speed");
    expect(worker.sent).toEqual([
      { type: "support", on: onlyIabp },
      { type: "set", id: "iabp.ratio", value: 2 },
      { type: "set", id: "iabp.volume_mL", value: 35 },
      { type: "set", id: "va-ecmo.speed_rpm", value: dials.speed.initial },
    ]);
    session.toggleDevice("iabp");
    expect(session.view.get().announcement).toBe("IABP off");
  });

  test("knows what the engine told, and where the blood comes from", () => {
    worker.beat({}, 1);
    vi.advanceTimersByTime(300);
    const view = session.view.get();
    expect(view.meanings).toEqual({ cvp_mmHg: "mean right atrial pressure" });
    expect(view.places).toEqual({ ecmoShares: [0.5], watershed: "aortic_root" });
    expect(patientLabel(view)).toBe("Cardiogenic shock");
  });

  test("sends choices, switches and an opened artery, and says them", () => {
    session.choose(rhythms, 1);
    expect(session.view.get().announcement).toBe("Rhythm: Atrial fibrillation");
    session.toggle(toggles.arrested);
    session.toggle(toggles.reflexRate);
    session.reperfuse(arteries[0], true);
    expect(session.view.get().announcement).toBe("LAD opened");
    session.reperfuse(arteries[0], false);
    expect(worker.sent).toEqual([
      { type: "set", id: "heart.rhythm", value: 1 },
      { type: "set", id: "heart.arrested", value: 1 },
      // Unknown yet counts as 0, which for this one is on.
      { type: "set", id: "reflexes.rate_clamped", value: 1 },
      { type: "set", id: "coronary.lad.stenosis_pct", value: 0 },
      { type: "set", id: "coronary.lad.reperfusion", value: 1 },
      { type: "set", id: "coronary.lad.reperfusion", value: 0 },
    ]);
  });

  test("averages over a dozen beats in atrial fibrillation, and draws four", () => {
    session.choose(rhythms, 1);
    for (let i = 1; i <= 14; i++) worker.beat({ cvp_mmHg: i }, i);
    vi.advanceTimersByTime(300);
    expect(session.view.get().readings?.cvp_mmHg).toBeCloseTo(8.5, 12);
    expect(session.loopSamples()).toBe(1000);
  });

  test("sets the left heart's pumps, and names them in the support", () => {
    session.toggleDevice("impella");
    session.setImpellaModel(0);
    session.setValue(dials.impellaLevel, 6);
    session.toggleDevice("tandemheart");
    session.setTandemMode("speed");
    expect(session.view.get().announcement).toBe("TandemHeart holds its pump speed");
    expect(worker.sent.slice(1)).toEqual([
      { type: "set", id: "impella.model", value: 0 },
      { type: "set", id: "impella.level", value: 6 },
      { type: "support", on: { iabp: false, "va-ecmo": false, impella: true, tandemheart: true } },
      { type: "set", id: "tandemheart.speed_rpm", value: dials.tandemSpeed.initial },
    ]);
    expect(describeSupport(session.settings)).toBe("Impella 2.5 P-6 + TandemHeart 6000\u00a0rpm");
  });

  test("freezes the last beat with its numbers, and lets it go", () => {
    worker.beat({ cvp_mmHg: 10 }, 1);
    vi.advanceTimersByTime(300);
    session.toggleFreeze();
    const { frozen } = session.view.get();
    expect(frozen?.readings.cvp_mmHg).toBe(10);
    expect(frozen?.volume).toHaveLength(250);
    expect([frozen?.volume[0], frozen?.pressure[0]]).toEqual([0, 250]);
    expect(frozen?.label).toBe("Cardiogenic shock, no support");
    session.toggleFreeze();
    expect(session.view.get().frozen).toBeNull();
  });

  test("freezes only a cycle that passed wholly under the treatment that the label names", () => {
    for (let i = 1; i <= 3; i++) worker.beat({}, i);
    vi.advanceTimersByTime(300);
    session.toggleDevice("iabp");
    session.toggleFreeze();
    worker.beat({}, 4);
    vi.advanceTimersByTime(300);
    expect(session.view.get().frozen).toBeNull();
    worker.beat({}, 5);
    vi.advanceTimersByTime(300);
    expect(session.view.get().frozen?.label).toBe("Cardiogenic shock, IABP 1:1");
  });

  test("asked to freeze before the first beat is over does so then", () => {
    session.toggleFreeze();
    expect(session.view.get().frozen).toBeNull();
    worker.beat({ cvp_mmHg: 10 }, 1);
    vi.advanceTimersByTime(300);
    expect(session.view.get().frozen?.volume).toHaveLength(250);
  });

  test("with another patient keeps the devices, drops the heart's settings and ignores late samples", () => {
    session.toggleDevice("iabp");
    session.setValue(dials.rate, 120);
    session.setValue(dials.volume, 30);
    worker.beat({}, 1);
    session.setPatient("healthy-adult");
    expect(session.history.end).toBe(0);
    worker.beat({}, 2, 0);
    expect(session.history.end).toBe(0);
    worker.sent = [];
    worker.say({ type: "ready", epoch: 1, about });
    expect(worker.sent).toEqual([
      { type: "set", id: "iabp.volume_mL", value: 30 },
      { type: "support", on: onlyIabp },
    ]);
    worker.beat({}, 1, 1);
    expect(session.history.end).toBe(250);
  });

  test("a patient who comes on ECMO brings it, and takes it along", () => {
    const ecmo = { ...about.ownSupport, "va-ecmo": true };
    session.toggleDevice("iabp");
    session.setPatient("on-ecmo");
    worker.sent = [];
    worker.say({ type: "ready", epoch: 1, about: { ...about, ownSupport: ecmo } });
    expect(session.settings.support).toEqual({ ...onlyIabp, "va-ecmo": true });
    expect(worker.sent).toEqual([{ type: "support", on: { ...onlyIabp, "va-ecmo": true } }]);
    session.setPatient("healthy-adult");
    worker.say({ type: "ready", epoch: 2, about });
    expect(session.settings.support).toEqual(onlyIabp);
  });

  test("pauses for the user and for a hidden tab, and runs only when both allow it", () => {
    session.setRunning(false);
    session.setHidden(true);
    session.setRunning(true);
    session.setHidden(false);
    expect(worker.sent.map((message) => message.type === "run" && message.running)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test("announces an alert once when it has lasted, not with every beat", () => {
    const shut = { aortic_valve_open_fraction: 0 };
    const said: string[] = [];
    session.view.subscribe(() => {
      const { announcement } = session.view.get();
      if (announcement !== said.at(-1)) said.push(announcement);
    });
    for (let i = 1; i <= 6; i++) {
      worker.beat(shut, i);
      vi.advanceTimersByTime(300);
    }
    expect(session.view.get().alerts.map(({ id }) => id)).toEqual(["aortic-valve-shut"]);
    expect(said.filter((text) => text.startsWith("Aortic valve"))).toHaveLength(1);
  });

  test("says when the simulation stopped", () => {
    worker.say({ type: "fault", message: "no such patient" });
    expect(session.view.get()).toMatchObject({ status: "failed", fault: "no such patient" });
  });
});
