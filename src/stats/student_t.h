/*-------------------------------------------------------------------------
 *
 * student_t.h
 *	  Student's t distribution.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_STUDENT_T_H
#define CX_STUDENT_T_H

extern double cx_two_sided_t(double confidence, double degrees);

#endif							/* CX_STUDENT_T_H */
