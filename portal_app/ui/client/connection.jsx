// What happens with the line to the portal, in words. Work goes on: what is typed stays in the browser and what was clicked
// waits in the queue until the line is back.
import { useContext, useEffect, useRef, useState } from "react";
import { EventLoopContext } from "$/utils/context";
import { Sign } from "./drawing.jsx";
import { useText } from "./words.js";

const NEWER = "reflex-new-version-banner";

const useLine = () => {
  const [addEvents, failures] = useContext(EventLoopContext);
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    const heard = () => setOffline(!navigator.onLine);
    heard();
    window.addEventListener("online", heard);
    window.addEventListener("offline", heard);
    return () => {
      window.removeEventListener("online", heard);
      window.removeEventListener("offline", heard);
    };
  }, []);
  return { lost: offline || failures.length > 0, offline, tryNow: () => addEvents([], [], {}) };
};

/** True 400 ms after the line was lost (a short hiccup is nobody's business) and at once when it is back. */
const useLate = (lost) => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = lost && setTimeout(() => setLate(true), 400);
    if (!lost) setLate(false);
    return () => clearTimeout(timer);
  }, [lost]);
  return late;
};

const useNewVersion = () => {
  const [newer, setNewer] = useState(false);
  useEffect(() => {
    const look = () => setNewer(!!document.getElementById(NEWER));
    look();
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true });
    return () => watch.disconnect();
  }, []);
  return newer;
};

const useBack = (late) => {
  const was = useRef(false);
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (was.current && !late) {
      setBack(true);
      const timer = setTimeout(() => setBack(false), 4000);
      was.current = late;
      return () => clearTimeout(timer);
    }
    was.current = late;
  }, [late]);
  return back && !late;
};

/** The same as a stamp, for the title block. */
export function LineStamp() {
  const t = useText();
  const late = useLate(useLine().lost);
  return (
    <span className={late ? "stamp red" : "stamp green"}>
      <Sign name={late ? "tri" : "full"} />
      <span>{late ? t("Away") : t("Connected")}</span>
    </span>
  );
}

export function ConnectionBanner() {
  const t = useText();
  const line = useLine();
  const late = useLate(line.lost);
  const back = useBack(late);
  const newer = useNewVersion();
  return (
    <section className="connection" aria-label={t("Connection")} aria-live="polite">
      {late && (
        <div className="banner">
          <Sign name="ring" />
          <span className="grow">
            {line.offline
              ? t("Your device is offline. What you type stays here and is sent when you are back online.")
              : t("No connection to the portal. What you type stays here and is sent when it is back; we keep trying.")}
          </span>
          <button type="button" className="button secondary small" onClick={line.tryNow}>{t("Try now")}</button>
        </div>
      )}
      {back && (
        <div className="banner good">
          <Sign name="check" />
          <span className="grow">{t("Connected again. Everything is up to date.")}</span>
        </div>
      )}
      {newer && !late && (
        <div className="banner info">
          <Sign name="diamond" />
          <span className="grow">{t("There is a newer version of the portal. Save what you are typing, then load it.")}</span>
          <button type="button" className="button secondary small" onClick={() => location.reload()}>{t("Load it")}</button>
        </div>
      )}
    </section>
  );
}
