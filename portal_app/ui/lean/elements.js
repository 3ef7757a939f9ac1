// In the place of @emotion/react: elements as React makes them. Our looks are classes; a css property stops the build (plugin.js).
export { createElement as jsx, Fragment } from "react";
