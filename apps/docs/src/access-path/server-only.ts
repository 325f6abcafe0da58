/** While pages are rendered on the server: the picture itself. In the browser this file is an empty module. */
export { LivePath } from "./LivePath.tsx";
