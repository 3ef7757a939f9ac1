// Icons and signs of the sprite. The built file carries a hash in its name and may be kept for ever.
import sprite from "$/public/icons.svg?url";

export { sprite };

export const Drawing = ({ name, small }) => (
  <svg className={small ? "icon small" : "icon"} aria-hidden="true">
    <use href={`${sprite}#i-${name}`} />
  </svg>
);

export const Sign = ({ name }) => (
  <svg className="sign" aria-hidden="true">
    <use href={`${sprite}#i-s-${name}`} />
  </svg>
);
