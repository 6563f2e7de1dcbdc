/** The container engine that labs run on: the one place that names the adapter. */
export { connect, engineAnswers, localEngine } from './docker/connect.ts';
