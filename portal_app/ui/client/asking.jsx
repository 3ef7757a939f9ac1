// Asks for news while the page is looked at: not in a hidden tab, and at once when somebody comes back to it.
import { useEffect, useRef } from "react";

export function Asking({ every, onAsk }) {
  const ask = useRef(onAsk);
  ask.current = onAsk;
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && ask.current();
    const timer = setInterval(look, every * 1000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [every]);
  return null;
}
