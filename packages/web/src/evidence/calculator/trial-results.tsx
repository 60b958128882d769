/** Power, precision, and when a trial with interim looks stops. */
import { points, type RegisteredTrial, type TrialQuestion } from "@counterpulse/report";
import { Table } from "../parts/table.tsx";
import { capital, fixed, share } from "../parts/words.ts";

export function TrialResults({ question, trials }: { question: TrialQuestion; trials: readonly RegisteredTrial[] }) {
  const { trial, alpha, sequential } = question;
  return (
    <div className="results" aria-live="polite">
      <p>
        {trial.n1} and {trial.n2} patients, two-sided alpha {alpha}: {detectable(question)}
      </p>
      <Power question={question} />
      <h4>{looksTitle(question)}</h4>
      <Looks question={question} />
      <p className="note">
        {sequential.looks > 1
          ? `O'Brien-Fleming-like spending: benefit beyond Z = ${sequential.efficacy_z.map((z) => fixed(z, 2)).join(", ")}; futility below Z = ${sequential.futility_z.map((z) => fixed(z, 2)).join(", ")}, which does not bind.`
          : "One look, at the end: no trial stops early."}{" "}
        Registered trials on the figure: {registered(trials)}.
      </p>
    </div>
  );
}

const detectable = ({ trial }: TrialQuestion): string => {
  const found = trial.detectable.map((x) => `${points(x.difference)} points with a power of ${share(x.power)}`);
  return `finds ${found.join(", ")}; the 95 % CI of the difference is ± ${fixed(100 * trial.half_width, 1)} points.`;
};

const registered = (trials: readonly RegisteredTrial[]): string =>
  trials.map(({ title, n }) => `${title} (${n === null ? "no number registered" : `n = ${n}`})`).join(", ");

function Power({ question: { trial, scenarios } }: { question: TrialQuestion }) {
  const columns = [
    { head: "Registry" },
    { head: "Deaths", numeric: true },
    { head: "Points", numeric: true },
    { head: "Power, exact", numeric: true },
    { head: "95 % of estimates", numeric: true },
    { head: "CI excludes the registry's", numeric: true },
    { head: "Significant ones exaggerate", numeric: true },
    { head: "n for 80; 90 % power", numeric: true },
  ];
  const rows = trial.scenarios.map((s, k) => {
    const { p1, p2, difference, n_for_80, n_for_90 } = scenarios[k];
    return {
      key: s.scenario,
      cells: [
        capital(s.scenario),
        `${share(p1)} v ${share(p2)}`,
        points(difference),
        <b key="power">{share(s.power.chi2_exact)}</b>,
        `${points(s.estimates[0])} to ${points(s.estimates[1])}`,
        share(s.excludes_registry),
        s.exaggeration === null ? "–" : `${fixed(s.exaggeration, 2)} times`,
        n_for_80 === null ? "–" : `${n_for_80}; ${n_for_90}`,
      ],
    };
  });
  return <Table caption="Power" columns={columns} rows={rows} />;
}

const looksTitle = ({ sequential: { looks }, trial }: TrialQuestion): string =>
  looks === 1 ? `${trial.n} patients, one look` : `${trial.n} patients at most, ${looks} looks`;

function Looks({ question: { sequential, trial } }: { question: TrialQuestion }) {
  const interim = sequential.scenarios[0].stop
    .slice(0, -1)
    .map(({ time }, k) => ({ k, at: Math.round(trial.n * time) }));
  const columns = [
    { head: "Registry" },
    { head: "Power", numeric: true },
    { head: "Expected patients", numeric: true },
    ...interim.map(({ at }) => ({ head: `Stops at ${at}: benefit; futility`, numeric: true })),
  ];
  const rows = sequential.scenarios.map(({ scenario, power, expected_n, stop }) => ({
    key: scenario,
    cells: [
      capital(scenario),
      share(power),
      fixed(expected_n, 0),
      ...interim.map(({ k }) => `${share(stop[k].efficacy)}; ${share(stop[k].futility)}`),
    ],
  }));
  return <Table caption="Interim looks" columns={columns} rows={rows} />;
}
