import { Document, isCollection, isMap, isScalar, isSeq, Scalar, visit } from 'yaml';

/** Keys whose value fits on one line. */
const ONE_LINE = ['build', 'cap_add', 'security_opt', 'devices'];

/**
 * Writes a Compose file as a person would: files as they are, short things on one line, an empty line between services.
 * Each of `anchors` is the name of an extension field `x-<anchor>` that the file merges in elsewhere.
 */
export function layOut(file: object, anchors: readonly string[], header: string): string {
  const document = new Document(file, { aliasDuplicateObjects: false });
  for (const anchor of anchors) {
    const template = document.get(`x-${anchor}`, true);
    if (isMap(template)) template.anchor = anchor;
  }
  visit(document, {
    Pair: (_, { key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (name === 'content' && isScalar(value)) value.type = Scalar.BLOCK_LITERAL;
      // Without quotes YAML 1.1 takes it for a boolean.
      if (name === 'restart' && isScalar(value)) value.type = Scalar.QUOTE_DOUBLE;
      if (ONE_LINE.includes(name) && isCollection(value)) value.flow = true;
      if (name === 'configs' && isSeq(value)) {
        for (const item of value.items) if (isMap(item)) item.flow = true;
      }
    },
  });
  spaceOut(document.contents);
  for (const key of ['services', 'configs']) spaceOut(document.get(key));
  document.commentBefore = header.replace(/^/gm, ' ').trimEnd();
  return document.toString({ lineWidth: 0 });
}

/** Puts an empty line before each key of a map but the first. */
function spaceOut(map: unknown): void {
  if (!isMap(map)) return;
  for (const { key } of map.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
}
