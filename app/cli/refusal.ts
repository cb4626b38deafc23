/** Why a command could not be done, as the one line that its user reads. */
export class Refusal extends Error {}
