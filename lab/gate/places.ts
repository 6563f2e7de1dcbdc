import { FILES } from '../topology/load.ts';
import { readLayers } from '../topology/layers.ts';

/** File and line of each expectation of a lab file, by its number from 0: of the file that has them. */
export function expectationPlaces(
  file: string,
): (index: number) => { readonly file: string; readonly line: number } {
  const source = readLayers({ file, text: FILES.read(file) }, FILES.read);
  return (index) => {
    const place = source.locate(['expect', index], 'value');
    return { file: place.file, line: place.line };
  };
}
