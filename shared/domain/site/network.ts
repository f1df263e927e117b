/** The network as its pages name it; `language` is that of the words on them. */
export type Network = { name: string; language: string };
