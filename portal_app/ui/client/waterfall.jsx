// How an amount comes about, step by step and read downwards.
import "./waterfall.css";

export function Waterfall({ children }) {
  return <ol className="waterfall">{children}</ol>;
}
