/** Who lies in the bed, from the engine's list; and a way back to how this patient came. */
import { useSession, useView } from "../state/session-context.tsx";
import { RestartIcon } from "./icons.tsx";

export function PatientSelect() {
  const session = useSession();
  const patients = useView((view) => view.patients);
  const patient = useView((view) => view.settings.patient);
  const known = patients.find(({ id }) => id === patient);
  return (
    <div className="patient-select">
      <select
        aria-label="Patient"
        value={patient}
        title={known && `${known.title}. ${known.description}`}
        onChange={(event) => session.setPatient(event.target.value)}
      >
        {patients.length === 0 && <option value={patient} />}
        {patients.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button bare"
        aria-label="Start this patient again"
        title="Start this patient again: heart, vessels, lungs, blood and drugs as at first; devices stay"
        onClick={() => session.setPatient(patient)}
      >
        <RestartIcon />
      </button>
    </div>
  );
}
