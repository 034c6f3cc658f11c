// The types of the npm package, as the compiler sees them.
import { getLoadablePath, load } from "sqlite-synth";

const file: string = getLoadablePath();
load({ loadExtension: (path: string) => path.length });
// @ts-expect-error: no database
load({});
// @ts-expect-error: not a number
const wrong: number = getLoadablePath();
console.log(file, wrong);
