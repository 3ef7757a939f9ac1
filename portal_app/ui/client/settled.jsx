// A button that acts when everything typed on its page is saved: pressed before that, it waits.
import { useEffect, useState } from "react";

export function SettledButton({ watches, onAct, children }) {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits) return;
    const look = () => {
      const state = document.querySelector(watches)?.dataset.state;
      if (state !== "saved" && state !== "halted") return;
      setWaits(false);
      if (state === "saved") onAct();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.getElementById("main") ?? document.body, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
    look();
    return () => watcher.disconnect();
  }, [waits]);
  return (
    <button type="button" className="button" aria-busy={waits || undefined} onClick={() => setWaits(true)}>
      {children}
    </button>
  );
}
