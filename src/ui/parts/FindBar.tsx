import type { ReactNode } from 'react';

/** Search and filters at the thumb, above the navigation; with the keyboard open they ride on it. */
export const FindBar = ({ children }: { readonly children: ReactNode }) => <div className="find">{children}</div>;
