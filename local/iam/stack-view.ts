/** What this room needs of a loaded template: every resource of a type with its names and resolved properties. */
export type StackView = {
  all(type: string): readonly ResourceView[];
};
export type ResourceView = {
  id: string;
  ref: string;
  arn: string;
  props: Readonly<Record<string, unknown>>;
};
