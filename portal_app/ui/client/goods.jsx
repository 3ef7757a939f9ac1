// What products are shown in: a list beside its filters, and one of them with all that belongs to it.
import "./goods.css";

export function Goods({ look, children }) {
  return <div className={`goods-${look}`}>{children}</div>;
}
