/** Lungs and ventilator, blood and temperature. */
import { dials } from "../state/dials.ts";
import { useSession, useView } from "../state/session-context.tsx";
import { rangeOf, valueOf } from "../state/settings.ts";
import { Card } from "./card.tsx";
import { Dial } from "./dial.tsx";

export function LungCards() {
  return (
    <>
      <Card name="lungs" label="Lungs">
        <Dial dial={dials.fio2} />
        <Dial dial={dials.ventilation} />
        <Dial dial={dials.shunt} />
        <Dial dial={dials.chest} />
        <Dial dial={dials.swing} />
        <Dial dial={dials.breath} />
      </Card>
      <Card
        name="blood"
        label="Blood"
        head={
          <>
            <h2>Blood</h2>
            <div className="card-mode">
              <BloodButton volume={-250} />
              <BloodButton volume={250} />
              <RunningIn />
            </div>
          </>
        }
      >
        <Dial dial={dials.blood} />
        <Dial dial={dials.haemoglobin} />
        <Dial dial={dials.temperature} />
      </Card>
    </>
  );
}

function BloodButton({ volume }: { volume: number }) {
  const session = useSession();
  const settings = useView((view) => view.settings);
  const parameters = useView((view) => view.parameters);
  const { min, max } = rangeOf(dials.blood, parameters);
  const next = valueOf(dials.blood, settings, parameters) + volume;
  return (
    <button
      type="button"
      className="button"
      disabled={next < min || next > max}
      onClick={() => {
        session.setValue(dials.blood, next);
        session.announce(`${Math.abs(volume)} mL of blood ${volume > 0 ? "run in" : "are taken"} over half a minute`);
      }}
    >
      {volume > 0 ? "Give" : "Remove"} {Math.abs(volume)}&nbsp;mL
    </button>
  );
}

/** What has not arrived yet of a change of blood volume. */
function RunningIn() {
  const text = useView(({ bloodToCome: rest }) =>
    Math.abs(rest) < 1 ? "" : `${Math.abs(Math.round(rest))} mL still ${rest > 0 ? "to run in" : "to be taken"}`,
  );
  return <span className="running-in">{text}</span>;
}
