// How many there are of each kind, as a ruled strip of links, and the same as a bar. And rows that say much in a small space.
import "./tally.css";
import { Link } from "react-router";
import { Sign } from "./drawing.jsx";

export function Tally({ rows, label, said }) {
  return (
    <div className="tallied">
      <nav className="tally" aria-label={label}>
        {rows.map((row) => (
          <Link key={row.href} to={row.href} className={row.tone || undefined} aria-current={row.here ? "true" : undefined} preventScrollReset>
            <span className="kind">{row.sign && <Sign name={row.sign} />}{row.label}</span>
            <span className="count">{row.count}</span>
          </Link>
        ))}
      </nav>
      <div className="tally-bar" role="img" aria-label={said}>
        {rows.filter((row) => row.share > 0).map((row) => <i key={row.href} className={row.tone || "none"} style={{ flexGrow: row.share }} />)}
      </div>
    </div>
  );
}
