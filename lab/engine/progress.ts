/** What long work reports: one line a step, present tense, e.g. `building images`, `node: 12.3 MB`. */
export type Progress = (step: string, detail?: string) => void;

/** Reports to nobody. */
export const silent: Progress = () => {};
