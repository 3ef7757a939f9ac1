// Runs while the pages are built: puts small modules of ours in the place of packages of which the pages use next to nothing,
// see docs/decisions/0016. It stops the build when a place it knows is gone or when a page uses what was left out.
import { fileURLToPath } from "node:url";

const ours = (name) => fileURLToPath(new URL(name, import.meta.url));
const REPLACED = {
  "@emotion/react": ours("elements.js"),
  "mergician": ours("merging.js"),
  "universal-cookie": ours("cookies.js"),
};
const TRANSPORTS = "engine.io-client/build/esm/transports/index.js";
const WEBSOCKET_ONLY = 'import { WS } from "./websocket.node.js";\nexport const transports = { websocket: WS };\n';
const GENERATED = /\/(app|app_components|utils)\/[^?]*\.jsx$/;
const CSS_PROP = /[{,]\s*css:\(/;

export default function lean() {
  const missing = new Set([...Object.keys(REPLACED), TRANSPORTS]);
  return {
    name: "portal-lean",
    enforce: "pre",
    apply: "build",
    resolveId(source) {
      if (!Object.hasOwn(REPLACED, source)) return null;
      missing.delete(source);
      return REPLACED[source];
    },
    transform(code, id) {
      const file = id.replaceAll("\\", "/");
      if (file.endsWith(TRANSPORTS)) {
        missing.delete(TRANSPORTS);
        return { code: WEBSOCKET_ONLY, map: null };
      }
      if (!file.includes("/node_modules/") && GENERATED.test(file) && CSS_PROP.test(code)) {
        this.error(`${file} styles an element with a css property, which our pages cannot show. Use a class, or custom_attrs for an attribute.`);
      }
      return null;
    },
    buildEnd(error) {
      if (error || this.environment?.name !== "client" || !missing.size) return;
      this.error(`The pages no longer ask for ${[...missing].join(", ")}: look at portal_app/ui/lean and decision 0016 again.`);
    },
  };
}
