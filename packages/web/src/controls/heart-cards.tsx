/** The heart: rhythm and strength, and its arteries. */
import { ectopics, rhythms, toggles } from "../state/choices.ts";
import { type Artery, arteries, dials } from "../state/dials.ts";
import { useSession, useView } from "../state/session-context.tsx";
import { effective } from "../state/settings.ts";
import { Card } from "./card.tsx";
import { Choice } from "./choice.tsx";
import { Dial } from "./dial.tsx";
import { Toggle } from "./toggle.tsx";

export function HeartCards() {
  return (
    <>
      <Card
        name="heart"
        label="Heart"
        head={
          <>
            <h2>Heart</h2>
            <div className="card-mode">
              <Choice choice={rhythms} />
              <Choice choice={ectopics} />
            </div>
          </>
        }
      >
        <Dial dial={dials.rate} />
        <Dial dial={dials.contractility} />
        <Dial dial={dials.rightContractility} />
        <Toggle toggle={toggles.arrested} />
      </Card>
      <Card
        name="coronaries"
        label="Coronary arteries"
        head={
          <>
            <h2>Coronary arteries</h2>
            <div className="card-mode">
              <Toggle toggle={toggles.ischaemia} />
            </div>
          </>
        }
      >
        {arteries.map((artery) => (
          <div className="artery" key={artery.id}>
            <Dial dial={artery.stenosis} />
            <OpenButton artery={artery} />
          </div>
        ))}
      </Card>
    </>
  );
}

/** Angioplasty or thrombolysis: pressed while the bed behind is freshly reperfused. */
function OpenButton({ artery }: { artery: Artery }) {
  const session = useSession();
  const fresh = useView(({ settings, parameters }) => effective(artery.reperfusion, settings, parameters) > 0.5);
  const means = useView(({ parameters }) => parameters.find(({ id }) => id === artery.reperfusion)?.description);
  return (
    <button
      type="button"
      className="button"
      aria-label={`Open ${artery.name} (PCI)`}
      aria-pressed={fresh}
      title={means}
      onClick={() => session.reperfuse(artery, !fresh)}
    >
      PCI
    </button>
  );
}
