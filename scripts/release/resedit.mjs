import * as library from 'resedit';

export const resedit = library;
