/** How a conditional write ended. `refused` is no error: somebody else wrote first; read again and decide again. */
export type Written = 'written' | 'refused';
