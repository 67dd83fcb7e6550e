/*-------------------------------------------------------------------------
 *
 * jacobi.c
 *	  Eigenvalues and eigenvectors of a symmetric matrix.
 *
 * Matrices here have at most 64 columns, too few for LAPACK to be worth a
 * dependency.  Jacobi's method is short, needs no special cases for singular
 * matrices, and finds small eigenvalues as well as any.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/jacobi.h"

/* Convergence is quadratic: ten or so are enough. */
#define MOST_SWEEPS		60

/* Columns (or rows) i and j of a matrix, turned by the angle of sine and cosine. */
static void
rotate(double *i, double *j, int step, int n, double sine, double cosine)
{
	for (int k = 0; k < n; k++, i += step, j += step)
	{
		double		x = *i;
		double		y = *j;

		*i = cosine * x - sine * y;
		*j = sine * x + cosine * y;
	}
}

/* Make a[i][j] 0 by turning columns and rows i and j. */
static void
annihilate(int n, double *a, double *vectors, int i, int j)
{
	double		theta = (a[j * n + j] - a[i * n + i]) / (2 * a[i * n + j]);
	double		tangent = copysign(1, theta) / (fabs(theta) + hypot(theta, 1));
	double		cosine = 1 / hypot(tangent, 1);
	double		sine = tangent * cosine;

	rotate(a + i, a + j, n, n, sine, cosine);
	rotate(a + (Size) i * n, a + (Size) j * n, 1, n, sine, cosine);
	rotate(vectors + i, vectors + j, n, n, sine, cosine);
	a[i * n + j] = a[j * n + i] = 0;
}

/*
 * cx_eigen
 *	  The eigenvalues and eigenvectors of a symmetric matrix.
 *
 * a: n rows of n numbers; its diagonal becomes the eigenvalues, in no order.
 * vectors: room for as many; column i becomes the vector, of length 1, of
 * eigenvalue i.
 * Result: eigenvalues good to about 1e-15 of the largest.
 * Source: Golub & Van Loan, Matrix Computations (1996), 8.4.3, cyclic by rows.
 */
void
cx_eigen(int n, double *a, double *vectors)
{
	bool		turned = true;

	for (int i = 0; i < n * n; i++)
		vectors[i] = i % (n + 1) == 0;
	for (int sweep = 0; turned && sweep < MOST_SWEEPS; sweep++)
	{
		double		size = 0;

		for (int i = 0; i < n; i++)
			size = Max(size, fabs(a[i * n + i]));
		turned = false;
		for (int i = 0; i < n; i++)
			for (int j = i + 1; j < n; j++)
				if (fabs(a[i * n + j]) > size * DBL_EPSILON / n)
				{
					annihilate(n, a, vectors, i, j);
					turned = true;
				}
	}
}
