/*-------------------------------------------------------------------------
 *
 * sample_size.h
 *	  How many responses are needed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SAMPLE_SIZE_H
#define CX_SAMPLE_SIZE_H

extern double cx_required_size(double spread, double design_effect, double margin,
							   double z, double population);

#endif							/* CX_SAMPLE_SIZE_H */
