// A numbered list of what comes, one after the other.
import "./numbered.css";

export function NumberedList({ children }) {
  return <ol className="numbered">{children}</ol>;
}
