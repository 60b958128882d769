/**
 * A temporary stand-in for the engine: six elastic compartments, enough to give the page plausible traces until
 * `createLiveCirculation` of @counterpulse/lab takes its place. Not sourced, not validated: delete it then.
 */
import type { LiveBeat, LiveCirculation, LiveParameter, LiveSignal } from "./live.ts";

const dt = 0.001;
const patients: Record<string, { hr: number; ees: number; rvEes: number; stressed: number; rSys: number }> = {
  "healthy-adult": { hr: 70, ees: 2.2, rvEes: 0.55, stressed: 800, rSys: 1.0 },
  "cardiogenic-shock": { hr: 97, ees: 0.62, rvEes: 0.27, stressed: 1120, rSys: 1.25 },
};
const signals: LiveSignal[] = [
  { id: "ecg", label: "ECG", unit: "mV" },
  { id: "aortic_root.p", label: "Aortic root pressure", unit: "mmHg" },
  { id: "right_arm_arteries.p", label: "Right radial pressure", unit: "mmHg" },
  { id: "pulmonary_artery.p", label: "Pulmonary artery pressure", unit: "mmHg" },
  { id: "right_atrium.p", label: "Right atrial pressure", unit: "mmHg" },
  { id: "iabp.volume", label: "Balloon volume", unit: "mL" },
  { id: "iabp.pressure", label: "Balloon pressure", unit: "mmHg" },
  { id: "ecmo.flow", label: "ECMO flow", unit: "L/min" },
  { id: "lv.p", label: "Left ventricular pressure", unit: "mmHg" },
  { id: "lv.V", label: "Left ventricular volume", unit: "mL" },
];

function parameter(id: string, unit: string, value: number, min: number, max: number): LiveParameter {
  return { id, unit, default: value, min, max, description: "", source: "" };
}

export async function createLiveCirculation(patient: string): Promise<LiveCirculation> {
  return new StandIn(patient);
}

class StandIn implements LiveCirculation {
  readonly model = { name: "stand-in", hash: "00000000" };
  readonly signals = signals;
  parameters: LiveParameter[] = [];
  #p = patients["cardiogenic-shock"];
  #values = new Map<string, number>();
  #holdFlow = true;
  #on = { iabp: false, "va-ecmo": false };
  #observed: string[] = [];
  #ended: LiveBeat[] = [];
  // Volumes above unstressed (ventricles: total), and slow states.
  #lv = 0;
  #ao = 0;
  #sv = 0;
  #rv = 0;
  #pa = 0;
  #pv = 0;
  #vb = 0;
  #ecmo = 0;
  #radial = 0;
  #radialRate = 0;
  #time = 0;
  #phase = 0;
  #beat = 0;
  #now: Record<string, number> = {};
  #m = freshMeasure();

  constructor(patient: string) {
    this.setPatient(patient);
  }

  setPatient(id: string): void {
    this.#p = patients[id] ?? this.#p;
    this.parameters = [
      parameter("iabp.volume_mL", "mL", 40, 25, 50),
      parameter("iabp.ratio", "1", 1, 1, 4),
      parameter("iabp.inflation_offset_ms", "ms", 0, -150, 150),
      parameter("iabp.deflation_offset_ms", "ms", 0, -150, 150),
      parameter("va-ecmo.flow_L_min", "L/min", 4, 0, 6),
      parameter("va-ecmo.speed_rpm", "/min", 3400, 0, 5000),
      parameter("heart.rate_per_min", "/min", this.#p.hr, 30, 180),
      parameter("lv.contractility_scale", "1", 1, 0.2, 3),
    ];
    for (const { id: name, default: value } of this.parameters) this.#values.set(name, value);
    const s = this.#p.stressed;
    this.#lv = 130;
    this.#rv = 120;
    this.#ao = 80;
    this.#pa = 80;
    this.#pv = 120;
    this.#sv = s - 400;
    this.#ecmo = this.#vb = 0;
    this.#on = { iabp: false, "va-ecmo": false };
    for (let i = 0; i < 60_000; i++) this.#step();
    this.#time = 0;
    this.#ended = [];
  }

  set(id: string, value: number): void {
    this.#values.set(id, value);
    if (id === "va-ecmo.flow_L_min") this.#holdFlow = true;
    if (id === "va-ecmo.speed_rpm") this.#holdFlow = false;
  }

  setSupport(on: { iabp: boolean; "va-ecmo": boolean }): void {
    this.#on = { ...on };
  }

  observe(ids: readonly string[]): void {
    this.#observed = [...ids];
  }

  advance(seconds: number, rateHz: number, sink: Float32Array[]): number {
    const samples = Math.round(seconds * rateHz);
    const steps = Math.round(1 / rateHz / dt);
    for (let i = 0; i < samples; i++) {
      for (let k = 0; k < steps; k++) this.#step();
      for (let k = 0; k < this.#observed.length; k++) sink[k][i] = this.#now[this.#observed[k]] ?? 0;
    }
    return samples;
  }

  beats(): readonly LiveBeat[] {
    return this.#ended.splice(0);
  }

  #step(): void {
    const v = (id: string) => this.#values.get(id) ?? 0;
    const rr = 60 / v("heart.rate_per_min");
    const ts = 0.32 * Math.sqrt(rr);
    const t = this.#phase;
    const e =
      t < ts
        ? 0.5 * (1 - Math.cos((Math.PI * t) / ts))
        : t < 1.5 * ts
          ? 0.5 * (1 + Math.cos((2 * Math.PI * (t - ts)) / ts))
          : 0;
    const passive = (x: number) => 0.85 * (Math.exp(0.0192 * (x - 10)) - 1);
    const plv = e * this.#p.ees * v("lv.contractility_scale") * (this.#lv - 10) + (1 - e) * passive(this.#lv);
    const prv = e * this.#p.rvEes * (this.#rv - 10) + (1 - e) * 0.5 * passive(this.#rv);
    const pao = (this.#ao + this.#vb) / 1.1;
    const ppa = this.#pa / 3.2;
    const psv = this.#sv / 55;
    const ppv = this.#pv / 9;
    const open = (from: number, to: number, r: number) => Math.max(0, (from - to) / r);
    const qAv = open(plv, pao, 0.035);
    const qMv = open(ppv, plv, 0.02);
    const qTv = open(psv, prv, 0.02);
    const qPv = open(prv, ppa, 0.02);
    const qSys = (pao - psv) / this.#p.rSys;
    const qPul = (ppa - ppv) / 0.14;
    // Balloon: from the end of ejection to the next R wave, on every n-th beat.
    const inflateAt = ts * 1.12 + v("iabp.inflation_offset_ms") / 1000;
    const deflateAt = rr - 0.03 + v("iabp.deflation_offset_ms") / 1000;
    const assisted = this.#on.iabp && this.#beat % v("iabp.ratio") === 0;
    const target = assisted && t > inflateAt && t < deflateAt ? v("iabp.volume_mL") : 0;
    const dvb = (target - this.#vb) / 0.025;
    const rpm = v("va-ecmo.speed_rpm");
    const wanted = this.#holdFlow ? v("va-ecmo.flow_L_min") : (1.96e-5 * rpm * rpm - (pao - psv)) / 34;
    this.#ecmo += ((this.#on["va-ecmo"] ? wanted : 0) - this.#ecmo) * (dt / 0.4);
    const qEcmo = this.#ecmo * (1000 / 60);
    this.#lv += dt * (qMv - qAv);
    this.#ao += dt * (qAv + qEcmo - qSys);
    this.#sv += dt * (qSys - qEcmo - qTv);
    this.#rv += dt * (qTv - qPv);
    this.#pa += dt * (qPv - qPul);
    this.#pv += dt * (qPul - qMv);
    this.#vb += dt * dvb;
    this.#radialRate += dt * (900 * (pao - this.#radial) - 26 * this.#radialRate);
    this.#radial += dt * this.#radialRate;
    this.#now = {
      ecg: ecg(t / rr, rr),
      "aortic_root.p": pao,
      "right_arm_arteries.p": this.#radial,
      "pulmonary_artery.p": ppa,
      "right_atrium.p": psv + 3 * Math.exp(-(((t - 0.9 * rr) / 0.05) ** 2)),
      "iabp.volume": this.#vb,
      "iabp.pressure": this.#vb > 2 ? pao + 0.02 * dvb : -10 + this.#vb * 3,
      "ecmo.flow": this.#ecmo,
      "lv.p": plv,
      "lv.V": this.#lv,
    };
    this.#measure(plv, pao, ppa, psv, ppv, qAv, qEcmo, t < ts * 1.12);
    this.#time += dt;
    this.#phase += dt;
    if (this.#phase >= rr) this.#endBeat(rr);
  }

  #measure(plv: number, pao: number, ppa: number, psv: number, ppv: number, qAv: number, qE: number, sys: boolean) {
    const m = this.#m;
    m.n += 1;
    if (sys) m.sys = Math.max(m.sys, pao);
    else m.aug = Math.max(m.aug, pao);
    m.edp = Math.min(m.edp, pao);
    m.paS = Math.max(m.paS, ppa);
    m.paD = Math.min(m.paD, ppa);
    m.edv = Math.max(m.edv, this.#lv);
    m.esv = Math.min(m.esv, this.#lv);
    m.open += qAv > 0 ? 1 : 0;
    if (m.n === 1) m.lvedp = plv;
    m.pao += pao;
    m.pa += ppa;
    m.cvp += psv;
    m.pcwp += ppv;
    m.sv += qAv * dt;
    m.ecmo += qE * dt;
  }

  #endBeat(rr: number): void {
    const m = this.#m;
    const mean = (x: number) => x / m.n;
    const native = (m.sv / rr) * 0.06;
    const device = (m.ecmo / rr) * 0.06;
    const total = native + device;
    this.#ended.push({
      atSeconds: this.#time,
      indices: {
        hr_per_min: 60 / rr,
        aortic_systolic_mmHg: m.sys,
        aortic_augmented_diastolic_mmHg: this.#on.iabp ? m.aug : null,
        aortic_end_diastolic_mmHg: m.edp,
        aortic_mean_mmHg: mean(m.pao),
        pulse_pressure_mmHg: m.sys - m.edp,
        cvp_mmHg: mean(m.cvp),
        pa_systolic_mmHg: m.paS,
        pa_diastolic_mmHg: m.paD,
        pa_mean_mmHg: mean(m.pa),
        pcwp_mmHg: mean(m.pcwp),
        lv_edp_mmHg: m.lvedp,
        lv_edv_mL: m.edv,
        lv_esv_mL: m.esv,
        lv_sv_mL: m.sv,
        lvef_pct: (100 * m.sv) / m.edv,
        aortic_valve_open_fraction: m.open / m.n,
        co_native_L_min: native,
        device_flow_L_min: this.#on["va-ecmo"] ? device : null,
        total_flow_L_min: total,
        ci_L_min_m2: total / 1.9,
        cpo_W: (mean(m.pao) * total) / 451,
      },
    });
    this.#m = freshMeasure();
    this.#phase = 0;
    this.#beat += 1;
  }
}

function freshMeasure() {
  return {
    n: 0,
    sys: 0,
    aug: 0,
    edp: 1e9,
    paS: 0,
    paD: 1e9,
    edv: 0,
    esv: 1e9,
    open: 0,
    lvedp: 0,
    pao: 0,
    pa: 0,
    cvp: 0,
    pcwp: 0,
    sv: 0,
    ecmo: 0,
  };
}

function ecg(phase: number, rr: number): number {
  const t = (phase > 0.7 ? phase - 1 : phase) * rr;
  const bump = (at: number, width: number, height: number) => height * Math.exp(-(((t - at) / width) ** 2));
  return (
    bump(-0.14, 0.025, 0.12) +
    bump(-0.025, 0.008, -0.1) +
    bump(0, 0.01, 1.1) +
    bump(0.025, 0.01, -0.22) +
    bump(0.24 * Math.sqrt(rr), 0.05, 0.28)
  );
}
