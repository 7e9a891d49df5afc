/** Something the person at the keyboard can put right; shown as its one sentence, without a stack trace. */
export class Complaint extends Error {}
