/** The parts of the checkout that are loaded when they are needed. */

export const changeLine = () => import("./change-line").then(({ ChangeLine }) => ChangeLine);

export const readyStep = () => import("./step").then(({ ready }) => ready());
