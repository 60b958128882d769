import { useEffect, useRef } from "react";
import { shortcuts } from "../state/keyboard.ts";
import { setShortcuts, shortcutPreference } from "../state/shortcut-preference.ts";
import { useStore } from "../state/store.ts";
import { CloseIcon } from "./icons.tsx";
import { Switch } from "./switch.tsx";

/** The browser's own modal dialog: it holds the focus, closes on Escape, and gives the focus back. */
export function KeysDialog({ shown, onClose }: { shown: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const on = useStore(shortcutPreference, (preference) => preference.on);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} className="keys" aria-labelledby="keys-title" onClose={onClose}>
      <div className="keys-head">
        <h2 id="keys-title">Keys</h2>
        <button type="button" className="button bare" aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      <dl>
        {shortcuts.map(({ shown: key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Tab</kbd>
          </dt>
          <dd>Next control; arrow keys change it</dd>
        </div>
      </dl>
      <Switch on={on} onToggle={() => setShortcuts(!on)}>
        Single keys as shortcuts
      </Switch>
    </dialog>
  );
}
