/** Infusions, and the reflexes that answer. */
import { toggles } from "../state/choices.ts";
import { dials } from "../state/dials.ts";
import { Card } from "./card.tsx";
import { Dial } from "./dial.tsx";
import { Toggle } from "./toggle.tsx";

export function DrugCards() {
  return (
    <>
      <Card name="drugs" label="Infusions">
        <Dial dial={dials.noradrenaline} />
        <Dial dial={dials.adrenaline} />
        <Dial dial={dials.dobutamine} />
        <Dial dial={dials.milrinone} />
        <Dial dial={dials.vasopressin} />
      </Card>
      <Card name="reflexes" label="Reflexes" head={<Toggle toggle={toggles.reflexes} />}>
        <Toggle toggle={toggles.reflexRate} />
        <Dial dial={dials.reflexGain} />
      </Card>
    </>
  );
}
