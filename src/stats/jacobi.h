/*-------------------------------------------------------------------------
 *
 * jacobi.h
 *	  Eigenvalues and eigenvectors of a symmetric matrix.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_JACOBI_H
#define CX_JACOBI_H

extern void cx_eigen(int n, double *a, double *vectors);

#endif							/* CX_JACOBI_H */
